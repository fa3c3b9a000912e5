import { z } from 'zod'
import { address, NOTES } from './variable-notes.ts'

/** The variables of the model that writes briefs and answers: part of `VARIABLES`. */
export const MODEL_VARIABLES = {
  BRIEF_MODEL: z
    .string()
    .regex(/^[\w./:@-]+$/u, 'is not the name of a model')
    .optional()
    .register(NOTES, {
      group: 'Model',
      meaning: 'Model that writes briefs and answers. Unless it is set, nothing is sent to any model.',
      hint: 'anthropic/…, openai/… or google/… and the model’s name; or, with BRIEF_MODEL_URL, the name as that server has it',
    }),
  BRIEF_MODEL_URL: address().optional().register(NOTES, {
    group: 'Model',
    meaning: 'A server that speaks OpenAI’s protocol: Ollama, vLLM, llama.cpp.',
    hint: 'an http(s) address, e.g. http://localhost:11434/v1',
    standard: 'the provider’s own',
  }),
  BRIEF_MODEL_KEY: key().register(NOTES, {
    group: 'Model',
    meaning: 'Key for BRIEF_MODEL_URL, where it wants one.',
    hint: 'as that server gives it',
  }),
  ANTHROPIC_API_KEY: key().register(NOTES, {
    group: 'Model',
    meaning: 'Key for BRIEF_MODEL=anthropic/…',
    hint: 'console.anthropic.com → API keys',
  }),
  OPENAI_API_KEY: key().register(NOTES, {
    group: 'Model',
    meaning: 'Key for BRIEF_MODEL=openai/…',
    hint: 'platform.openai.com → API keys',
  }),
  GOOGLE_GENERATIVE_AI_API_KEY: key().register(NOTES, {
    group: 'Model',
    meaning: 'Key for BRIEF_MODEL=google/…',
    hint: 'aistudio.google.com → API keys',
  }),
  BRIEF_MODEL_TOKENS: amount().default(1_000_000).register(NOTES, {
    group: 'Model',
    meaning: 'Most tokens a day (UTC), read and written together; beyond that the extractive writer writes.',
    hint: 'a number',
    standard: '1000000',
  }),
  BRIEF_MODEL_BUDGET: amount().optional().register(NOTES, {
    group: 'Model',
    meaning: 'Most money a day (UTC), in the unit of the prices.',
    hint: 'a number, e.g. 2.50',
  }),
  BRIEF_MODEL_PRICE_IN: amount().optional().register(NOTES, {
    group: 'Model',
    meaning: 'Price of a million tokens that the model reads.',
    hint: 'a number, e.g. 3',
  }),
  BRIEF_MODEL_PRICE_OUT: amount().optional().register(NOTES, {
    group: 'Model',
    meaning: 'Price of a million tokens that the model writes.',
    hint: 'a number, e.g. 15',
  }),
  BRIEF_MODEL_TIMEOUT: amount().default(30).register(NOTES, {
    group: 'Model',
    meaning: 'Seconds to wait for the model; then the extractive writer writes.',
    hint: 'a number',
    standard: '30',
  }),
}

function key() {
  return z
    .string()
    .regex(/^[\x21-\x7e]+$/u, 'is not a key')
    .optional()
}

function amount() {
  return z
    .string()
    .regex(/^\d+(?:\.\d+)?$/u, 'is not a number')
    .transform(Number)
    .refine((value) => value > 0, 'is nothing')
}
