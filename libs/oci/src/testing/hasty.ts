import { defaultPatience, type Patience } from '../registry/patience.ts'

/** Gives up after three failures, and does not wait between them. */
export const hasty: Patience = { ...defaultPatience, failures: 3, firstWait: 1, longestWait: 1 }
