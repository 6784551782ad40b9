/** RFC 3161 3.4. */
export const query = 'application/timestamp-query';
export const reply = 'application/timestamp-reply';
