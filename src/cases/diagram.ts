import { list } from './procedure.ts';
import type { Lang } from '../platform/text.ts';
import type { Procedure } from './types.ts';

/** The procedure as a Mermaid flow chart: acts as boxes by party, terms as dotted ways to what comes of them. */
export function diagram(procedure: Procedure, lang: Lang = 'en'): string {
  const { texts } = procedure;
  const label = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`;
  const lines = ['flowchart TD'];
  for (const [name, spec] of Object.entries(procedure.acts)) {
    const who = list(spec.by)
      .map((party) => texts.parties[party]![lang])
      .join(' / ');
    const text = label(`${texts.acts[name]![lang]}<br/><i>${who}</i><br/>${spec.law}`);
    lines.push(`  ${name}${spec.ends ? `([${text}])` : `[${text}]`}`);
  }
  for (const [name, duty] of Object.entries(procedure.duties)) {
    const term = typeof duty.within === 'string' ? duty.within : '';
    lines.push(
      `  ${name}_term{{${label(`${texts.duties[name]![lang]}<br/><i>${texts.parties[duty.of]![lang]}</i><br/>${term || duty.law}`)}}}`,
    );
    for (const act of list(duty.from)) lines.push(`  ${act} -.-> ${name}_term`);
    for (const act of list(duty.doneBy)) lines.push(`  ${name}_term -. ✓ .-> ${act}`);
    if (duty.performs !== undefined) lines.push(`  ${name}_term == ⏱ ==> ${duty.performs}`);
  }
  for (const [name, spec] of Object.entries(procedure.acts)) {
    for (const before of list(spec.after))
      lines.push(
        before.endsWith('.late') ? `  ${before.slice(0, -5)}_term -. ⏱ .-> ${name}` : `  ${before} --> ${name}`,
      );
    for (const act of spec.then?.acts ?? []) lines.push(`  ${name} == ⚖ ==> ${act}`);
  }
  return `${lines.join('\n')}\n`;
}
