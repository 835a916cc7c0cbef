// Writes of what has changed and nothing else: an index or a reference of a column that stays is not touched.

/** The columns of `after` whose values are not those of `before`. */
export function changedColumns<Row extends object>(before: Row, after: Row): Partial<Row> {
  const changed: Partial<Row> = {};
  for (const name of Object.keys(after) as (keyof Row)[]) {
    if (after[name] !== before[name]) changed[name] = after[name];
  }
  return changed;
}
