/** Megabytes in use after so many rounds, once what is not needed is gone. */
export interface LeakReport {
  readonly after10: number
  readonly after50: number
}
