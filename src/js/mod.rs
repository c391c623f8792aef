//! The WebAssembly face: conversions and error mapping, no logic.
