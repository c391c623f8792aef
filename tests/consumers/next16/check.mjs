import { next } from "./common/next.mjs";

await next(16, { webpack: ["--webpack"], Turbopack: ["--turbopack"] });
