let second = Number.NaN
let beginning = ''

/** The time of a line as ISO 8601 in UTC. All but the milliseconds is made once a second. */
export function writeTime(): string {
  const now = Date.now()
  const milliseconds = now % 1000
  if (now - milliseconds !== second) {
    second = now - milliseconds
    beginning = `,"time":"${new Date(second).toISOString().slice(0, -'000Z'.length)}`
  }
  return `${beginning}${String(milliseconds).padStart(3, '0')}Z"`
}
