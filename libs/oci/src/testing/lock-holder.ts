import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { withLock } from '../layout/lock.ts'

// A process of the lock's test: enters many times, or enters once and never leaves.
const { LOCK: lock = '', COUNTER: counter = '', ENTRIES: entries } = process.env

if (entries === undefined) {
  await withLock(lock, async () => {
    console.log(JSON.stringify({ msg: 'inside' }))
    await new Promise((_, reject) => setInterval(reject, 2 ** 30))
  })
}
for (let entry = 0; entry < Number(entries); entry += 1) {
  await withLock(lock, async () => {
    // Read, give way, write: two inside at once lose a number.
    const number = Number(await readFile(counter, 'utf8'))
    await setTimeout(Math.random() * 3)
    await writeFile(counter, String(number + 1))
  })
}
