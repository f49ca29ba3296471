import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The system's Chromium; null where there is none. `MIXWRIGHT_CHROMIUM` in the environment names another. */
export function systemChromium(): string | null {
  if (process.env.MIXWRIGHT_CHROMIUM) return process.env.MIXWRIGHT_CHROMIUM
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      if (existsSync(join(folder, name))) return join(folder, name)
  return null
}
