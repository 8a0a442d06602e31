/** Error codes of the command line. */
import { later, never } from './entry.js';

/** Codes that only a command meets. */
export const commandErrors = {
  run_unknown: never('The run does not exist', 'List the runs with `orderly runs list <merchant>`.'),
  evaluation_message: never(
    'A line in the evaluation file is not a message with its intent',
    'Write one JSON object per line: { "text": "…", "intent": "wismo" }; docs/integrating/understanding.md lists all keys.',
  ),
  evaluation_worse: never(
    'A figure is worse than in the committed report',
    'Find the cause. If the change is intended, write the new report with `npm run tool -- report`.',
  ),
  customer_unnamed: never(
    'The command does not say which customer to erase',
    'Add --email or --customer, each as often as needed.',
  ),
  effect_unknown: never('The write does not exist', 'Copy its id from `orderly effects list <merchant>`.'),
  effect_clear: never(
    'The outcome of this write is already known, or is still being looked up',
    'Nothing to decide: `orderly effects show` prints its state.',
  ),
  event_unknown: never('The event does not exist', 'Copy its number from `orderly events list`.'),
  investigation_answered: never(
    'The investigation already has an answer',
    'If that answer is wrong, tell the customer yourself: the first answer stands.',
  ),
  investigation_unknown: never(
    'The investigation does not exist, cannot be answered by hand, or has no such answer',
    'Copy its reference from `orderly documents investigations list`, and answer with found, lost, refused or closed.',
  ),
  key_file_missing: never(
    'The private key file cannot be read',
    'Check the path, or make a key with `orderly approvals keygen`.',
  ),
  key_file_exists: never(
    'The file for the new key already exists',
    'Choose another file: keys are never overwritten.',
  ),
  repository_missing: never(
    'The files are not in a git repository, so there is nothing to compare them with',
    'Run the command in a git working copy. If that belongs to another user, mark it as safe: `git config --global --add safe.directory <folder>`.',
  ),
  git_ref_unknown: never(
    'Git does not know this commit',
    'Use a branch, a tag or a commit; `git log --oneline` lists commits.',
  ),
  git_missing: never('Git cannot be started', 'Install git, and check that `git --version` works.'),
  flow_input: never(
    'One of the flow’s inputs cannot be read',
    'Write inputs as `name=value`, as in a flow test: `amount=50 EUR`, `since=2026-03-02`.',
  ),
  init_file_exists: never(
    'The new merchant would overwrite a file',
    'Choose another folder: existing files are never overwritten.',
  ),
  init_invalid: never(
    'An answer for the new merchant is not valid',
    'Correct the answer named in the message; `orderly init --help` lists all of them.',
  ),
  talk_unanswered: never(
    'The input ended before every question was answered',
    'Add a line for each question, or run the command without a pipe and type the answers.',
  ),
  import_unreadable: never(
    'The file is not in the format that the command expects',
    'Pass an OpenAPI document, a GraphQL schema (SDL or introspection) or a WSDL, depending on the command.',
  ),
  import_operation_unknown: never(
    'The description has no such operation, or no operation could be chosen',
    'Name the operation with `--operation`, and the Orderly operation that it implements with `--as`.',
  ),
  copy_file_exists: never(
    "The folder already contains one of the prebuilt connector's files",
    'Move or remove the existing file first.',
  ),
  import_file_exists: never(
    'The file for the draft already exists',
    'Choose a new file name: drafts never overwrite a file.',
  ),
  texts_model_missing: never(
    'The merchant has no language model for drafting texts',
    'Add `languageModel:` to its merchant.yaml (docs/integrating/language-models.md), or write the texts by hand.',
  ),
  texts_model_failed: later(
    'The language model did not draft every text',
    'Check that the model answers, and run the command again: the finished drafts are saved, and it continues with the rest.',
  ),
  texts_drafts_missing: never(
    'There are no drafts with that name',
    'Use a name that `orderly flows check` lists; `orderly texts draft` writes new drafts.',
  ),
  operation_input: never(
    'One of the operation’s inputs cannot be read',
    'Write `number=10105`, `amount="12.30 EUR"`, or JSON.',
  ),
  recording_unreadable: never(
    'The file is not a recording of a call',
    'Make a recording with `orderly connections try … --record <file>`.',
  ),
  operation_moves: never(
    'The command does not send writes without `--send`, and never moves money',
    'Add --send if the operation does not move money. Otherwise, run it from a flow.',
  ),
  connection_unknown: never('The merchant has no such connection', 'Use one of the connections listed.'),
  sign_in_unneeded: never(
    'This connection does not need a sign-in',
    'Nothing to do: only `oauth2-authorization-code` and `oauth2-refresh-token` need one. Other schemes log in by themselves.',
  ),
  sign_in_failed: later(
    'The sign-in did not return a refresh token',
    "Run the command again. If it still fails, compare `clientId`, `scope` and the redirect address with the system's settings.",
  ),
  path_missing: never('The file or folder does not exist', 'Check the path.'),
  knowledge_missing: never(
    'The merchant has no knowledge',
    'Write entries into its folder `knowledge/`, or run `orderly knowledge import`.',
  ),
  knowledge_questions_invalid: never(
    'The file of questions is not valid',
    'Write one JSON object a line: `{"text": "Is a return free?", "wants": "return-cost"}`, or `"wants": "none"`.',
  ),
  knowledge_pages_missing: never(
    'The folder has no Markdown from which drafts could be made',
    'Give a folder of `.md` files whose headings have a text below them.',
  ),
  worker_unavailable: later('No worker answers', 'Start one with `orderly worker`, and try again.'),
  egress_address_differs: never(
    'Requests leave from addresses other than those published to shops',
    "Correct ORDERLY_EGRESS_ADDRESSES or the region's proxy, then give the shops the right addresses.",
  ),
  egress_check_failed: later(
    'The page that reports the source address cannot be read',
    "Use a page that returns the caller's address, and make sure that the proxy can reach it.",
  ),
} as const;
