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
  readonly #shared: Work | undefined;
  #spent = false;
  /** `shared`: what many questions may cost together; each of them spends of it too. */
  constructor(budget: Budget = {}, shared?: Work) {
    const { signatures, steps, comparisons, paths } = defaults;
    this.#left = {
      signatures: budget.signatures ?? signatures,
      steps: budget.steps ?? steps,
      comparisons: budget.comparisons ?? comparisons,
      paths: budget.paths ?? paths,
    };
    this.#shared = shared;
  }
  /** Whether something was not done for lack of it: what was found out then is not all. */
  get isSpent(): boolean {
    return this.#spent;
  }
  /** @throws BudgetSpent */
  spend(kind: keyof Budget, amount = 1): void {
    this.#shared?.spend(kind, amount);
    this.#left[kind] -= amount;
    if (this.#left[kind] >= 0) return;
    this.#spent = true;
    throw new BudgetSpent(kind);
  }
}
