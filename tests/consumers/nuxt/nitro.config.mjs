export default { srcDir: "server", compatibilityDate: "2025-01-01", telemetry: false };
