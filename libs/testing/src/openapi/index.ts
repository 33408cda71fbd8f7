export { fuzzApi, type FuzzOptions, type FuzzResult } from './fuzz-api.ts'
export { openDocument, type ApiDocument } from './open-document.ts'
