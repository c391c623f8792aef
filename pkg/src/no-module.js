/** In place of a module. */
export default undefined;
