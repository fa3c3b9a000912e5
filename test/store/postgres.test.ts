import { inject } from 'vitest'
import { testStore } from '../contracts/store.ts'
import { postgresDatabase } from './databases.ts'

testStore('PostgreSQL', () => postgresDatabase(inject('postgres')))
