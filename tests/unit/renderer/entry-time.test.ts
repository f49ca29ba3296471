import { expect, test } from 'vitest'
import { formatEntryTime } from '../../../renderer/app/entry-time.ts'

test('an edit of today shows its seconds, an older one its day, one of another year that year', () => {
  const now = new Date(2026, 10, 25, 19, 5).getTime()
  expect(formatEntryTime(new Date(2026, 10, 25, 9, 3, 7).getTime(), now)).toBe('09:03:07')
  expect(formatEntryTime(new Date(2026, 10, 24, 14, 3).getTime(), now)).toBe('24 Nov 14:03')
  expect(formatEntryTime(new Date(2025, 0, 2, 14, 3).getTime(), now)).toBe('2 Jan 2025')
})
