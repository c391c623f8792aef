export * from "tawqee-classes";
export * from "../common.js";
