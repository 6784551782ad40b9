type Waiting<K, V> = { readonly key: K; resolve(value: V): void; reject(error: unknown): void };
type Line<K, V> = { waiting: Waiting<K, V>[]; running: number; called: boolean };
type Options = {
  /** Where the statement fails for several, each is tried by itself, so that one at fault harms no other. Not within a transaction, which is over with its first failure. */
  readonly apart?: boolean;
  /** So many under way at once; what is asked meanwhile waits and then goes together. None: nobody waits for another. */
  readonly lanes?: number;
  /** One that takes longer than so many milliseconds (a lock, a slow disk) holds up the others no more; Infinity: however long it takes. */
  readonly patience?: number;
  /** So many asked together at most. */
  readonly most?: number;
};

/**
 * Makes one statement of what is asked for in one go: `act` gets all that was asked of the same transaction (or database)
 * before this turn of the program ended, and answers in their order. Who asks alone is served alone. With `lanes`, a busy
 * program asks for more together the busier it is; what was asked is never answered by an act that began before it. An act
 * that has nothing left but to wait calls `free`, and those who wait for its lane go ahead.
 */
export function gathered<Q extends object, K, V>(
  act: (db: Q, keys: readonly K[], free: () => void) => Promise<readonly V[]>,
  { apart = false, lanes = Infinity, patience = 250, most = Infinity }: Options = {},
): (db: Q, key: K) => Promise<V> {
  const lines = new WeakMap<Q, Line<K, V>>();
  /** What answers those who wait, when it is called. */
  const run = async (db: Q, waiting: readonly Waiting<K, V>[], free: () => void): Promise<() => void> => {
    try {
      const keys = waiting.map((one) => one.key);
      const values = await act(db, keys, free);
      return () => {
        for (const [i, one] of waiting.entries()) one.resolve(values[i]!);
      };
    } catch (error) {
      if (!apart || waiting.length === 1)
        return () => {
          for (const one of waiting) one.reject(error);
        };
      for (const one of waiting) (await run(db, [one], free))();
      return () => undefined;
    }
  };
  const call = (db: Q, line: Line<K, V>): void => {
    if (line.called || line.running >= lanes || line.waiting.length === 0) return;
    line.called = true;
    // After everything that is already on its way in this turn.
    process.nextTick(() => {
      line.called = false;
      const batch = line.waiting.splice(0, most);
      line.running++;
      let counted = true;
      const letOthers = (): void => {
        if (!counted) return;
        counted = false;
        line.running--;
        call(db, line);
      };
      const timer = lanes === Infinity || patience === Infinity ? undefined : setTimeout(letOthers, patience).unref();
      void run(db, batch, letOthers).then((answer) => {
        clearTimeout(timer);
        // Where as many wait as are answered they leave first: what the answered do next is done while the database has these.
        const othersFirst = counted && line.waiting.length >= batch.length;
        letOthers();
        if (othersFirst) setImmediate(answer);
        else answer();
      });
      call(db, line);
    });
  };
  return (db, key) =>
    new Promise((resolve, reject) => {
      let line = lines.get(db);
      if (line === undefined) lines.set(db, (line = { waiting: [], running: 0, called: false }));
      line.waiting.push({ key, resolve, reject });
      call(db, line);
    });
}
