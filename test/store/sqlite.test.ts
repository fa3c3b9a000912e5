import { testStore } from '../contracts/store.ts'
import { sqliteDatabase } from './databases.ts'

testStore('SQLite', sqliteDatabase)
