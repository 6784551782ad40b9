import type { FastifyRequest } from 'fastify';
import { html } from '../../platform/html/index.ts';
import type { PageInput } from '../deps.ts';
import { aboutWords } from './about.messages.ts';

/** Pages that only say something: accessibility, licence, what the platform itself stores. */
export const aboutPage =
  (name: 'accessibility' | 'licence' | 'privacy') =>
  ({ lang }: FastifyRequest): PageInput => {
    const { title, lead, parts } = aboutWords[lang][name];
    return {
      title,
      description: lead,
      body: html`<h1>${title}</h1><p class="mk-lead">${lead}</p>${parts.map((part) => html`<h2>${part.title}</h2>${part.text.length === 1 ? html`<p>${part.text[0]}</p>` : html`<ul>${part.text.map((line) => html`<li>${line}</li>`)}</ul>`}`)}`,
    };
  };
