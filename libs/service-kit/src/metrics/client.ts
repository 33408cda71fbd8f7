// oxlint-disable-next-line typescript/triple-slash-reference -- no import finds modules that are only declared
/// <reference path="./client-parts.d.ts" />
// The only file that imports the metrics library, part by part: its front loads the API of OpenTelemetry too, which is not
// wanted in a process that traces nothing, along with Node's cluster, for as much time at each start as all the rest.
import Counter from '@prometheus-io/client/lib/counter.js'
import Gauge from '@prometheus-io/client/lib/gauge.js'
import Histogram from '@prometheus-io/client/lib/histogram.js'
import eventLoopLag from '@prometheus-io/client/lib/metrics/eventLoopLag.js'
import gc from '@prometheus-io/client/lib/metrics/gc.js'
import heapSizeAndUsed from '@prometheus-io/client/lib/metrics/heapSizeAndUsed.js'
import osMemoryHeap from '@prometheus-io/client/lib/metrics/osMemoryHeap.js'
import processMaxFileDescriptors from '@prometheus-io/client/lib/metrics/processMaxFileDescriptors.js'
import processOpenFileDescriptors from '@prometheus-io/client/lib/metrics/processOpenFileDescriptors.js'
import processResources from '@prometheus-io/client/lib/metrics/processResources.js'
import processStartTime from '@prometheus-io/client/lib/metrics/processStartTime.js'
import version from '@prometheus-io/client/lib/metrics/version.js'
import Registry from '@prometheus-io/client/lib/registry.js'

export { Counter, Gauge, Histogram, Registry }

/** What the library knows to tell of a process, but for its processor time. */
export const processCollectors = [
  eventLoopLag,
  gc,
  heapSizeAndUsed,
  osMemoryHeap,
  processMaxFileDescriptors,
  processOpenFileDescriptors,
  processResources,
  processStartTime,
  version,
]
