const pattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?)?$/

/** The text in RFC 3339 when go-yaml would read it as a time (`2020-1-2` becomes `2020-01-02T00:00:00Z`), else undefined. */
export function parseTimestamp(text: string): string | undefined {
  if (text.length < 8 || text[4] !== '-') return undefined
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [
    ,
    year = '',
    month = '',
    day = '',
    ,
    tHour,
    tMinute,
    tSecond,
    tFraction,
    zone = 'Z',
    sHour,
    sMinute,
    sSecond,
    sFraction,
  ] = match
  const time = [tHour ?? sHour ?? '0', tMinute ?? sMinute ?? '0', tSecond ?? sSecond ?? '0'].map(Number)
  const [hour = 0, minute = 0, second = 0] = time
  if (hour > 23 || minute > 59 || second > 59 || !isDate(Number(year), Number(month), Number(day)))
    return undefined
  const fraction = (tFraction ?? sFraction ?? '').slice(0, 9).replace(/0+$/, '')
  const clock = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')
  const offset = zoneText(zone)
  if (offset === undefined) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}${fraction === '' ? '' : `.${fraction}`}${offset}`
}

function zoneText(zone: string): string | undefined {
  if (zone === 'Z' || zone === '+00:00' || zone === '-00:00') return 'Z'
  return Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) >= 60 ? undefined : zone
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}
