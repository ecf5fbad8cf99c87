/** How much of a repository one schema may reach. What lies beyond is not read, and said to be so. */

/** Paths looked at for one schema. */
export const MAX_MEMBERS = 300;
/** Files between the root and a member, that one included. */
export const MAX_MEMBER_DEPTH = 10;
/** Of all members together. */
export const MAX_MEMBER_BYTES = 5_000_000;
/** Places at which one import of protobuf is sought. */
export const MAX_CANDIDATES = 12;
