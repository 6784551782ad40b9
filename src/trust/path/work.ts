/** The work a stranger's input may cost. Spending more than there is ends the whole verification. */
export type Budget = {
  /** Signatures checked. */
  readonly signatures?: number;
  /** Steps of building paths: one for each candidate issuer looked at. */
  readonly steps?: number;
  /** Comparisons of names with constraints. */
  readonly comparisons?: number;
  /** Whole paths judged. */
  readonly paths?: number;
};

export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
  readonly kind: keyof Budget;
  constructor(kind: keyof Budget) {
    super(`more ${kind} than allowed`);
    this.kind = kind;
  }
}

const defaults = { signatures: 1_000, steps: 20_000, comparisons: 200_000, paths: 100 };

export class Work {
  readonly #left: Record<keyof Budget, number>;
  constructor(budget: Budget = {}) {
    this.#left = { ...defaults, ...budget };
  }
  /** @throws BudgetSpent */
  spend(kind: keyof Budget, amount = 1): void {
    this.#left[kind] -= amount;
    if (this.#left[kind] < 0) throw new BudgetSpent(kind);
  }
}
