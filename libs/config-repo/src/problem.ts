/** One thing that is wrong in somebody's file; `line` and `column` count from 1. */
export interface Problem {
  code: string
  message: string
  file: string
  line: number
  column: number
}
