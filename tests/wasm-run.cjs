/** Calls the tests that `wasm-bindgen-test` compiled into a module; `cargo xtask test` binds it and names its script. */
globalThis.__wbgtest_og_console_log = console.log;
globalThis.__wbgtest_og_console_error = console.error;
globalThis.__wbg_test_invoke = (test) => test();

const bound = require(process.argv[2]);
const tests = Object.keys(bound.__wasm).filter((name) => name.startsWith("__wbgt_"));
const context = new bound.WasmBindgenTestContext(false);
for (const method of ["debug", "log", "info", "warn", "error"]) {
  // What a test prints belongs to its report.
  console[method] = (...values) => bound[`__wbgtest_console_${method}`](values);
}
context.include_ignored(false);
context.filtered_count(0);
context.run(tests.map((name) => bound.__wasm[name])).then(
  (passed) => process.exit(passed && tests.length > 0 ? 0 : 1),
  (error) => {
    globalThis.__wbgtest_og_console_error(error);
    process.exit(1);
  },
);
