type Waiting<K, V> = { readonly key: K; resolve(value: V): void; reject(error: unknown): void };

/**
 * Makes one statement of what is asked for in one go: `act` gets all that was asked of the same transaction (or database)
 * before this turn of the program ended, and answers in their order. Who asks alone is served alone.
 *
 * `apart`: where the statement fails for several, each is tried by itself, so that one at fault harms no other. Not within a
 * transaction, which is over with its first failure.
 */
export function gathered<Q extends object, K, V>(
  act: (db: Q, keys: readonly K[]) => Promise<readonly V[]>,
  { apart = false }: { readonly apart?: boolean } = {},
): (db: Q, key: K) => Promise<V> {
  const open = new WeakMap<Q, Waiting<K, V>[]>();
  const run = async (db: Q, waiting: readonly Waiting<K, V>[]): Promise<void> => {
    try {
      const keys = waiting.map((one) => one.key);
      const values = await act(db, keys);
      for (const [i, one] of waiting.entries()) one.resolve(values[i]!);
    } catch (error) {
      if (apart && waiting.length > 1) for (const one of waiting) await run(db, [one]);
      else for (const one of waiting) one.reject(error);
    }
  };
  return (db, key) =>
    new Promise((resolve, reject) => {
      let waiting = open.get(db);
      if (waiting === undefined) {
        const list: Waiting<K, V>[] = [];
        open.set(db, (waiting = list));
        // After everything that is already on its way in this turn.
        process.nextTick(() => {
          open.delete(db);
          void run(db, list);
        });
      }
      waiting.push({ key, resolve, reject });
    });
}
