import type { Refusal } from '../platform/refusal.ts';
import type {
  ActSpec,
  Data,
  DocumentSpec,
  DutySpec,
  EffectSpec,
  Party,
  Procedure,
  ProcedureTexts,
  View,
} from './types.ts';
import type { Text3 } from '../platform/text.ts';

type Spec<P extends Record<string, Party>, S, D extends string, G extends string> = {
  readonly name: string;
  readonly version: number;
  readonly law: string;
  readonly about: 'subject' | 'holder';
  readonly parties: P;
  readonly acts: {
    readonly [A in keyof S]: ActSpec<S[A], NoInfer<keyof P & string>, NoInfer<keyof S & string>, NoInfer<D>>;
  };
  readonly duties: { readonly [K in D]: DutySpec<NoInfer<keyof P & string>, NoInfer<keyof S & string>> };
  readonly whenEnded?: Refusal;
  readonly texts: {
    readonly title: Text3;
    readonly parties: Readonly<Record<NoInfer<keyof P & string>, Text3>>;
    readonly acts: Readonly<Record<NoInfer<keyof S & string>, Text3>>;
    readonly duties: Readonly<Record<NoInfer<D>, Text3>>;
    readonly stages: Readonly<Record<G, Text3>>;
    readonly fields: Readonly<Record<string, Text3>>;
  };
};

/** Writes down a procedure. A name that no party, act or duty bears does not compile. */
export function procedure<P extends Record<string, Party>, S, D extends string, G extends string>(
  spec: Spec<P, S, D, G>,
): Procedure {
  // The parts were checked against each other above; inside the engine they are looked up by name.
  return spec as unknown as Procedure & { texts: ProcedureTexts };
}

export const subject: Party = { office: 'subject', roles: [] };
export const staff = (...roles: string[]): Party => ({ office: 'holder', roles });
/** Staff of a certification centre: the case is then at that centre. */
export const centre = (...roles: string[]): Party => ({ office: 'centre', roles });
export const officer = (...roles: string[]): Party => ({ office: 'authority', roles });
export const byLaw: Party = { office: 'engine', roles: [] };

/** An effect by the name of its handler, with what the handler is told. */
export const effect = <F>(name: string, data?: (view: View<F>) => Data): EffectSpec =>
  data === undefined ? { name } : { name, data: data as EffectSpec['data'] & object };

export const tellEffect = 'cases.tell';
/** Tells parties of the case what was done; how they are reached is the notices' matter. */
export const tell = (...parties: string[]): EffectSpec => effect(tellEffect, () => ({ parties }));

export const document = <F>(kind: string, compose: (view: View<F>) => Data): DocumentSpec => ({
  kind,
  compose: compose as DocumentSpec['compose'],
});

export const list = <T extends string>(names: T | readonly T[] | undefined): readonly T[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

/** At whom cases of a procedure are: at a certification centre where one is a party, else at a holder. */
export const homeOf = ({ parties }: Pick<Procedure, 'parties'>): 'holder' | 'centre' =>
  Object.values(parties).some(({ office }) => office === 'centre') ? 'centre' : 'holder';

/** The one act without `after`. */
export function openingAct(procedure: Procedure): string {
  const opening = Object.keys(procedure.acts).filter((act) => procedure.acts[act]!.after === undefined);
  if (opening.length !== 1)
    throw new Error(`procedure ${procedure.name}: one opening act was expected, found ${opening.length}`);
  return opening[0]!;
}

/** Whether an act of that procedure, as it is now, is done in many cases at once: it then goes by `together`. */
export const actMeets = (procedures: readonly Procedure[], name: string, act: string): boolean =>
  procedures.find((one) => one.name === name)?.acts[act]?.meets === true;

/** Every effect a procedure can have: a handler must exist for each before the engine starts. */
export function effectNames(procedure: Procedure): string[] {
  const specs = [
    ...Object.values(procedure.acts).flatMap((act) => act.effects ?? []),
    ...Object.values(procedure.duties).flatMap((duty) => duty.late ?? []),
  ];
  return [
    ...new Set([
      ...specs.map(({ name }) => name),
      ...(Object.values(procedure.duties).some((duty) => duty.remind) ? [tellEffect] : []),
    ]),
  ];
}
