/** Deciding: each request with its own digest; a decision long after the sign-in asks to sign in again, and comes back. */
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { signInAddress } from '../../api/calls';
import type { Approval, DecisionAnswer } from '../../api/contract';
import { Problem } from '../../api/http';
import { useCalls, useSession } from '../../shell/session';

/** A decision, with the reason if there is one. */
export interface Verdict {
  decision: 'approved' | 'rejected';
  comment?: string;
}

/** Decides requests, one after the other. */
export function useDeciding(): UseMutationResult<
  DecisionAnswer,
  unknown,
  { approval: Pick<Approval, 'number' | 'digest'>; verdict: Verdict }
> {
  const calls = useCalls();
  const client = useQueryClient();
  const { merchant } = useSession();
  return useMutation({
    mutationFn: ({ approval: { number, digest }, verdict }) => calls.decide(number, { digest, ...verdict }),
    onError: (error, { approval: { number } }) => {
      if (error instanceof Problem && error.code === 'sign_in_stale')
        window.location.assign(signInAddress(merchant, `/desk/approvals/${number}`, true));
    },
    onSettled: () =>
      Promise.all(
        ['approvals', 'approval', 'decided', 'counts', 'trace'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
}
