import type { Lang } from '../text.ts';
import { type Content, type Html, html } from './html.ts';
import { type UiMessages, ui } from './ui.messages.ts';

/** Colour never stands alone: the word says it, the tone repeats it. */
export type Tone = 'neutral' | 'info' | 'good' | 'wait' | 'bad' | 'ended';

export const tag = (t: { readonly text: Content; readonly tone?: Tone }): Html =>
  html`<strong class="mk-tag mk-tag--${t.tone ?? 'neutral'}">${t.text}</strong>`;

export type State = keyof UiMessages['states'];

const tones: Readonly<Record<State, Tone>> = {
  active: 'good',
  pending: 'wait',
  draft: 'neutral',
  published: 'info',
  partial: 'info',
  withdrawn: 'ended',
  expired: 'ended',
  refused: 'bad',
  frozen: 'wait',
  replaced: 'ended',
  destroyed: 'ended',
  todo: 'info',
  done: 'good',
  late: 'bad',
  blocked: 'neutral',
};

/** The tag of a known state, in the reader's language. */
export const stateTag = (lang: Lang, state: State): Html => tag({ text: ui(lang).states[state], tone: tones[state] });
