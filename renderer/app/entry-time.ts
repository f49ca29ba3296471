const pad = (value: number) => String(value).padStart(2, '0')

/** When an edit was made, both in milliseconds since 1970: "14:03:07" today, "24 Nov 14:03" within a year, else "24 Nov 2025". */
export function formatEntryTime(time: number, now: number): string {
  const at = new Date(time)
  const today = new Date(now)
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}`
  if (at.toDateString() === today.toDateString()) return `${clock}:${pad(at.getSeconds())}`
  const day = `${at.getDate()} ${at.toLocaleDateString('en', { month: 'short' })}`
  return at.getFullYear() === today.getFullYear() ? `${day} ${clock}` : `${day} ${at.getFullYear()}`
}
