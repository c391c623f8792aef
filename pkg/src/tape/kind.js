/** What a token is: the kinds of the core's documents, by their numbers. */
export const Kind = {
  Null: 0,
  False: 1,
  True: 2,
  Number: 3,
  String: 4,
  Array: 5,
  Object: 6,
  Name: 7,
  KnownName: 8,
};
