export { ConfigRepoError, configRepoErrorCodes } from './config-repo-error.ts'
export type { ConfigRepoErrorCode } from './config-repo-error.ts'
export type { Problem } from './problem.ts'

// The files that people read: slipway.yaml and release.yaml
export { environmentName, serviceName } from './names/name.ts'
export { describeDuration, duration, durationMs } from './time/duration.ts'
export type { Gates } from './settings/gates.ts'
export { findEnvironment, readSettings, settingsSchema } from './settings/settings.ts'
export type { Environment, Settings } from './settings/settings.ts'
export { findDestination, publishedEnvironments, type Destination } from './routes/find-destination.ts'
export type { Route } from './settings/route.ts'
export { readRelease, releaseSchema, writeRelease } from './release/release.ts'
export type { Hold, Release } from './release/release.ts'
export type { Build } from './release/build.ts'
export { momentOf } from './release/moment.ts'
export { baseFolder, kustomizationPath, overlayFolder, releasePath, settingsPath } from './layout/paths.ts'
export { describeIssue } from './yaml/describe-issue.ts'
export { jsonSchemas } from './schema/json-schema.ts'

// What generators write
export { apiFile, type ApiService } from './generate/api-address.ts'
export { serviceFiles } from './generate/service-files.ts'
export type { NewService } from './generate/service-files.ts'
export { environmentFiles } from './generate/environment-files.ts'
export type { NewEnvironment } from './generate/environment-files.ts'
export type { Quantities, ServiceDescription } from './generate/service-description.ts'

// What a commit of a config repo says
export { readSnapshot, settingsOf } from './snapshot/read-snapshot.ts'
export type { ConfigRepoFiles, Snapshot } from './snapshot/read-snapshot.ts'
export { isEditedByHand, readOverlay } from './snapshot/overlay.ts'
export type { Overlay } from './snapshot/overlay.ts'
export { holdStateOf, type HoldState } from './snapshot/hold-state.ts'

// What the message of a commit says
export {
  commitMessage,
  describeMove,
  nameServices,
  shortCommit,
  shortDigest,
  type CommitStory,
} from './message/commit-message.ts'
export { readTrailers, type Action, type Trailers } from './message/trailers.ts'

// What happened in one
export { tellHistory, type HistoryEntry, type HistoryRequest } from './history/tell-history.ts'
export { withHistory, type History, type HistoryQuery } from './history/history.ts'
export { isMove, runsOf, type ReleaseEvent } from './history/release-event.ts'
export type { EventAction } from './history/event-action.ts'

// What is wrong in one
export { checkConfigRepo, usualRules } from './check/check-config-repo.ts'
export { readCheckFacts } from './check/read-check-facts.ts'
export { readReviews, type ReviewRequest } from './check/read-reviews.ts'
export { findingKey, type Finding } from './check/finding.ts'
export type { CheckFacts } from './check/check-facts.ts'
export type { ReviewState } from './check/review-state.ts'
export type { Rule } from './check/rule.ts'

// What runs now
export { readStatus, type StatusOptions, type StatusRequest } from './status/read-status.ts'
export type { Behind, EnvironmentStatus, ServiceStatus, Status } from './status/status.ts'

// What changes one
export { hold, type HoldRequest, type VerbOptions } from './hold/hold.ts'
export type { HoldPlan, NewHold } from './hold/plan-hold.ts'
export { rollback, type RollbackRequest } from './rollback/rollback.ts'
export type {
  RestoredConfig,
  RollbackPlan,
  RolledBackService,
  UndoneCommit,
} from './rollback/rollback-plan.ts'
export { resume, type ResumeRequest } from './resume/resume.ts'
export type { ResumedService, ResumePlan, ServiceName } from './resume/resume-plan.ts'
export { publish } from './publish/publish.ts'
export type { FindImages, PublishOptions, PublishRequest, PublishResult } from './publish/publish.ts'
export { lastConsidered } from './publish/last-considered.ts'
export type { ConsideredRequest } from './publish/last-considered.ts'
export { planPublish } from './publish/plan-publish.ts'
export type {
  HeldService,
  PlannedEnvironment,
  PublishOutcome,
  PublishPlan,
  ServiceChange,
} from './publish/publish-plan.ts'
export type { Overrides } from './publish/overrides.ts'
export type { ImageToPublish, PublishFacts, Source, SourceOrder } from './publish/facts.ts'
export { promote, type PromoteOptions, type PromoteResult } from './promote/promote.ts'
export { planPromote, type PromoteDecisions } from './promote/plan-promote.ts'
export { promotionOverrides, type PromotionOverride } from './promote/override.ts'
export type { PromoteRequest, ScriptsToRun } from './promote/promote-request.ts'
export { describePromotion } from './promote/promote-message.ts'
export type { PromotePlan, PromotedService, Review } from './promote/promote-plan.ts'
export type { PromoteFacts, WantedService } from './promote/promote-facts.ts'
export { commitFiles } from './commit/commit-files.ts'
export type { CommitRequest } from './commit/commit-files.ts'
export type { Change, Changed, FileChanges } from './change/change.ts'
export type { ChangeOptions } from './change/change-config-repo.ts'
export { deadlineAfter, usualTimeoutMs } from './change/deadline.ts'
export { ciAuthor } from './commit/ci-author.ts'
export { readTip } from './remote/read-tip.ts'
export { consideredRef } from './remote/considered.ts'
export { waitWithJitter } from './remote/push-retrying.ts'
export type { ConfigRepoLocation } from './remote/location.ts'
export type { Tip } from './remote/tip.ts'

// What would become of it
export { diffChange } from './diff/diff-change.ts'
export { diffEnvironments } from './diff/diff-environments.ts'
export { diffOverlays } from './diff/diff-overlays.ts'
export type { DiffOptions } from './diff/diff-overlays.ts'
export type * from './diff/difference.ts'
export { diffMarkdown } from './diff/markdown.ts'
export type { MarkdownOptions } from './diff/markdown.ts'
export { diffText } from './diff/text.ts'
export { fetchSources, type FetchSource } from './render/fetch-sources.ts'
export { FileTree } from './render/file-tree.ts'
export { gitSource, tipSource, type FileSource } from './render/file-source.ts'
export { loadTree } from './render/load-tree.ts'
export { overlaysAmong, type OverlayName } from './render/overlay-name.ts'
export { listOverlays, readSettingsOf } from './render/list-overlays.ts'
export { folderOf, hasOverlay, renderOverlay } from './render/render-overlay.ts'
export { Renderer, type Rendering } from './render/renderer.ts'
export { affectedConfig } from './affected/affected-config.ts'
export type { AffectedConfig, AffectedOverlay, AffectedPart, Fate } from './affected/affected.ts'
