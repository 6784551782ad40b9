type Waiting<K, V> = { readonly key: K; resolve(value: V): void; reject(error: unknown): void };
type Line<K, V> = {
  waiting: Waiting<K, V>[];
  running: number;
  called: boolean;
  unanswered: number;
  /** So many have said that they come. */
  coming: number;
  held: NodeJS.Timeout | undefined;
};
type Ask<Q, K, V> = {
  (db: Q, key: K): Promise<V>;
  /** Says that somebody comes to ask, as soon as what precedes it is done. Who says so calls what is answered when that is over, whether or not it then asks. */
  announce(db: Q): () => void;
};
type Options = {
  /** Where the statement fails for several, each is tried by itself, so that one at fault harms no other. Not within a transaction, which is over with its first failure. */
  readonly apart?: boolean;
  /** So many under way at once; what is asked meanwhile waits and then goes together. None: nobody waits for another. */
  readonly lanes?: number;
  /** One that takes longer than so many milliseconds (a lock, a slow disk) holds up the others no more; Infinity: however long it takes. */
  readonly patience?: number;
  /** So many asked together at most. */
  readonly most?: number;
  /**
   * Half of those at hand (who wait, come and are not answered yet) go together, so that the others are made ready meanwhile; but so many at
   * least, and all where there are not half as many again.
   */
  readonly worth?: number;
};

/** So many milliseconds those who wait for others that have said they come. */
const holdMs = 5;

/**
 * Makes one statement of what is asked for in one go: `act` gets all that was asked of the same transaction (or database)
 * before this turn of the program ended, and answers in their order. Who asks alone is served alone. With `lanes`, a busy
 * program asks for more together the busier it is; what was asked is never answered by an act that began before it. An act
 * that has nothing left but to wait calls `free`, and those who wait for its lane go ahead. While more than half as many have
 * announced themselves as wait, a free lane waits for them, five milliseconds at most: who went alone would have it to himself.
 */
export function gathered<Q extends object, K, V>(
  act: (db: Q, keys: readonly K[], free: () => void) => Promise<readonly V[]>,
  { apart = false, lanes = Infinity, patience = 250, most = Infinity, worth = Infinity }: Options = {},
): Ask<Q, K, V> {
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
    if (2 * line.coming > line.waiting.length) line.held ??= setTimeout(start, holdMs, db, line);
    else start(db, line);
  };
  const start = (db: Q, line: Line<K, V>): void => {
    clearTimeout(line.held);
    line.held = undefined;
    line.called = true;
    // After everything that is already on its way in this turn.
    process.nextTick(() => {
      line.called = false;
      const batch = line.waiting.splice(0, share(line));
      line.running++;
      line.unanswered += batch.length;
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
        line.unanswered -= batch.length;
        // Where as many wait as are answered they leave first: what the answered do next is done while the database has these.
        const othersFirst = counted && line.waiting.length >= batch.length;
        letOthers();
        if (othersFirst) setImmediate(answer);
        else answer();
      });
      call(db, line);
    });
  };
  const share = ({ waiting, coming, unanswered }: Line<K, V>): number => {
    const atHand = waiting.length + coming + unanswered;
    return Math.min(most, atHand < 1.5 * worth ? Infinity : Math.max(worth, Math.ceil(atHand / 2)));
  };
  const lineOf = (db: Q): Line<K, V> => {
    let line = lines.get(db);
    if (line === undefined)
      lines.set(db, (line = { waiting: [], running: 0, called: false, unanswered: 0, coming: 0, held: undefined }));
    return line;
  };
  const ask = (db: Q, key: K): Promise<V> =>
    new Promise((resolve, reject) => {
      const line = lineOf(db);
      line.waiting.push({ key, resolve, reject });
      call(db, line);
    });
  const announce = (db: Q): (() => void) => {
    const line = lineOf(db);
    line.coming++;
    let coming = true;
    return () => {
      if (!coming) return;
      coming = false;
      line.coming--;
      call(db, line);
    };
  };
  return Object.assign(ask, { announce });
}
