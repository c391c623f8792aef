import { next } from "./shared/next.mjs";

await next(15, { webpack: [], Turbopack: ["--turbopack"] });
