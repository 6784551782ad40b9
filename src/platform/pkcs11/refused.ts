/** `pin`: the token refused it. `pin-at-risk`: one more wrong try could lock it, so none is made. `away`: the token, or its key, is not there. */
export type TokenRefusal = 'module' | 'away' | 'pin' | 'pin-at-risk' | 'locked' | 'exists' | 'unfit' | 'refused';

/** Why a token does not do what it was asked. The message is one sentence for the operator and holds no secret. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: TokenRefusal;
  constructor(reason: TokenRefusal, message: string) {
    super(message);
    this.reason = reason;
  }
}
