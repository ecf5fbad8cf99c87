/** What the API answers, by its own contract: there is no second description of it. */
import type { Static } from "typebox";
import type { Activity as ActivityContract } from "../../http/contract/activity.ts";
import type {
  Api as ApiContract,
  ApiChange as ApiChangeContract,
  ApiWithRights as ApiWithRightsContract,
  NewApi as NewApiContract,
  Version as VersionContract,
  VersionWithRights as VersionWithRightsContract,
} from "../../http/contract/api.ts";
import type {
  BackupWithSecrets as BackupContract,
  Collection as CollectionContract,
  CollectionWithSecrets as CollectionWithSecretsContract,
} from "../../http/contract/collection.ts";
import type {
  Delivery as DeliveryContract,
  DeliveryWithPayload as DeliveryWithPayloadContract,
} from "../../http/contract/delivery.ts";
import type { Diagnosis as DiagnosisContract } from "../../http/contract/diagnosis.ts";
import type { Comparison as ComparisonContract } from "../../http/contract/compare.ts";
import type {
  Discovery as DiscoveryContract,
  RepositoryFiles as RepositoryFilesContract,
} from "../../http/contract/discovery.ts";
import type {
  Hook as HookContract,
  HookWish as HookWishContract,
  HookWithUrl as HookWithUrlContract,
} from "../../http/contract/hook.ts";
import type { ImportMade as ImportMadeContract } from "../../http/contract/import.ts";
import type { BulkResult as BulkResultContract, BulkWish } from "../../http/contract/links-bulk.ts";
import type {
  Link as LinkContract,
  LinkChange as LinkChangeContract,
  LinkWish as LinkWishContract,
  LinkWithRights as LinkWithRightsContract,
} from "../../http/contract/link.ts";
import type { Host as HostContract } from "../../http/contract/host.ts";
import type { Me as MeContract } from "../../http/contract/me.ts";
import type {
  Branch as BranchContract,
  Repository as RepositoryContract,
} from "../../http/contract/repository.ts";
import type { RepositoryConfig as RepositoryConfigContract } from "../../http/contract/repository-config.ts";
import type { Conflict as ConflictContract, ResolutionWish } from "../../http/contract/resolution.ts";
import type { Revision as RevisionContract } from "../../http/contract/revision.ts";
import type { SchemaSaved as SchemaSavedContract } from "../../http/contract/schema-save.ts";
import type {
  Settings as SettingsContract,
  SettingsChange as SettingsChangeContract,
} from "../../http/contract/settings.ts";
import type {
  Token as TokenContract,
  TokenChange as TokenChangeContract,
  TokenWish as TokenWishContract,
  TokenWithSecret as TokenWithSecretContract,
} from "../../http/contract/token.ts";
import type {
  Workspace as WorkspaceContract,
  WorkspaceWithRights as WorkspaceWithRightsContract,
} from "../../http/contract/workspace.ts";

export type Activity = Static<typeof ActivityContract>;
export type Api = Static<typeof ApiContract>;
export type ApiChange = Static<typeof ApiChangeContract>;
export type ApiWithRights = Static<typeof ApiWithRightsContract>;
export type NewApi = Static<typeof NewApiContract>;
export type Version = Static<typeof VersionContract>;
export type VersionWithRights = Static<typeof VersionWithRightsContract>;
export type Backup = Static<typeof BackupContract>;
export type Collection = Static<typeof CollectionContract>;
export type CollectionWithSecrets = Static<typeof CollectionWithSecretsContract>;
export type Delivery = Static<typeof DeliveryContract>;
export type DeliveryWithPayload = Static<typeof DeliveryWithPayloadContract>;
export type Diagnosis = Static<typeof DiagnosisContract>;
export type Comparison = Static<typeof ComparisonContract>;
export type Discovery = Static<typeof DiscoveryContract>;
export type Hook = Static<typeof HookContract>;
export type Host = Static<typeof HostContract>;
export type HookWish = Static<typeof HookWishContract>;
export type HookWithUrl = Static<typeof HookWithUrlContract>;
export type ImportMade = Static<typeof ImportMadeContract>;
export type Link = Static<typeof LinkContract>;
export type LinkChange = Static<typeof LinkChangeContract>;
export type LinkWithRights = Static<typeof LinkWithRightsContract>;
export type LinkWish = Static<typeof LinkWishContract>;
export type Me = Static<typeof MeContract>;
export type BulkPlace = NonNullable<Static<typeof BulkWish>["to"]>;
export type BulkResult = Static<typeof BulkResultContract>;
export type Branch = Static<typeof BranchContract>;
export type Repository = Static<typeof RepositoryContract>;
export type RepositoryFiles = Static<typeof RepositoryFilesContract>;
export type Conflict = Static<typeof ConflictContract>;
export type Resolution = Static<typeof ResolutionWish>;
export type RepositoryConfig = Static<typeof RepositoryConfigContract>;
export type Revision = Static<typeof RevisionContract>;
export type SchemaSaved = Static<typeof SchemaSavedContract>;
export type Settings = Static<typeof SettingsContract>;
export type SettingsChange = Static<typeof SettingsChangeContract>;
export type Token = Static<typeof TokenContract>;
export type TokenChange = Static<typeof TokenChangeContract>;
export type TokenWish = Static<typeof TokenWishContract>;
export type TokenWithSecret = Static<typeof TokenWithSecretContract>;
export type Workspace = Static<typeof WorkspaceContract>;
export type WorkspaceWithRights = Static<typeof WorkspaceWithRightsContract>;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
