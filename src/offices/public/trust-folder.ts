import { codeBlock, details, html, type Html } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { trustFileText } from '../../record/index.ts';
import type { PublicDeps } from './deps.ts';
import { trustFolderWords } from './trust-folder.messages.ts';

/** What is to be believed, from this installation's own addresses: the shell commands that put it into `trust/`. */
export function trustFolderCommands({ publicUrl, logKey, witnessKeys }: PublicDeps): string {
  const lines = trustFileText({ logKey, witnessKeys, origins: [publicUrl] })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return [
    'mkdir -p trust/roots',
    `curl -sf ${publicUrl}/ca/root.cer -o trust/roots/root.cer`,
    `curl -sf ${publicUrl}/crl/root.crl -o trust/root.crl`,
    `curl -sf ${publicUrl}/v1/trust-list -o trust/trust-list.json`,
    `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > trust/trust.txt`,
  ].join('\n');
}

/** ES-11, ES-12.3: the same check without this site and without a network, from the folder of trust on. */
export function checkYourself(
  lang: Lang,
  deps: PublicDeps,
  words: { readonly offline: string; readonly offlineText: string; readonly command: string },
  command: string,
): Html {
  const m = trustFolderWords[lang];
  return html`<h2>${words.offline}</h2><p>${words.offlineText}</p>${codeBlock({ lang, label: words.command, code: command })}${details({ summary: m.summary }, html`<p>${m.lead}</p>${codeBlock({ lang, label: m.commands, code: trustFolderCommands(deps) })}<p>${m.compare}</p>`)}`;
}
