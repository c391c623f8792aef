import { next } from "./shared/next.mjs";

await next(16, { webpack: ["--webpack"], Turbopack: ["--turbopack"] });
