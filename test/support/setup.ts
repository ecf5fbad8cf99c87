// Runs before every test file.
import { expect } from "vitest";

expect.extend({});
