// For how long what is exchanged is kept, and how much of it. Pure.

/** What a document and its signature may weigh together, in bytes. */
export const mostMessageBytes = 16 * 2 ** 20;

const day = 86_400_000;
/** PD-34.1a: a message is kept to be read and answered: in days from its sending, and from the last answer, whichever is sooner. */
const toAnswer = 90;
const onceAnswered = 30;

/** Until when a message is kept of which an answer is awaited. `sentAt`: law time. */
export const keptToAnswer = (sentAt: Date): Date => new Date(sentAt.getTime() + toAnswer * day);

/** Until when it is kept at most once all have answered. */
export const keptOnceAnswered = (answeredAt: Date): Date => new Date(answeredAt.getTime() + onceAnswered * day);
