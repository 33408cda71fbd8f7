import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { growth, level } from '../figures/growth.ts'
import { reportMeasurements } from '../targets/report-targets.ts'
import { runFaults } from './run-faults.ts'

// The BFF with services behind it that do everything wrong, for two minutes:
// node tools/bench/downstream-faults/main.ts [--seconds 120] [--seed 1] [--rate 100]
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '100' },
  },
})
const report = await runFaults({
  seed: Number(values.seed),
  durationMs: Number(values.seconds) * 1000,
  perSecond: Number(values.rate),
  warnings: path.join(tmpdir(), `downstream-faults-${process.pid}.txt`),
  report: (line) => process.stderr.write(`${line}\n`),
})
const { outcomes, latestMs, healedMs, files, heap, memory } = report
const grown = growth(heap) / level(heap)
process.stderr.write(`${JSON.stringify(outcomes)}\n`)
reportMeasurements([
  measure(
    'answers later than their deadline',
    'less than 1000 ms',
    `${latestMs.toFixed(0)} ms`,
    latestMs < 1000,
  ),
  measure(
    'requests without an answer',
    '0',
    `${outcomes['broken'] ?? 0} of ${report.requests}`,
    !outcomes['broken'],
  ),
  measure('calls kept away by open breakers', 'some', String(report.keptAway), report.keptAway > 0),
  measure(
    'all is well again after the faults',
    'within 10 s',
    `${(healedMs / 1000).toFixed(1)} s`,
    healedMs < 10_000,
  ),
  measure('connections left', '0', String(report.connections), report.connections === 0),
  measure(
    'files left open',
    'as before',
    `${files.before}, then ${files.after}`,
    files.after <= files.before + 1,
  ),
  measure(
    'heap after garbage collection, after the warm-up',
    'grows at most 10 %',
    `${(100 * grown).toFixed(1)} % of ${level(heap).toFixed(0)} MB`,
    grown <= 0.1,
  ),
  measure('memory at the end', 'less than the 256 MB of its pod', `${memory.toFixed(0)} MB`, memory < 256),
  measure('warnings of Node', 'none', report.warnings || 'none', report.warnings === ''),
])

function measure(what: string, target: string, measured: string, met: boolean) {
  return { what, target, measured, met }
}
