/** Error codes of the command line. */
import { later, never } from './entry.js';

/** Codes that only a command meets. */
export const commandErrors = {
  run_unknown: never('There is no such run', 'List the runs with `orderly runs list <merchant>`.'),
  evaluation_message: never(
    'A line of a file to judge by is no message with its intent',
    'Write one JSON object a line: { "text": "…", "intent": "wismo" }; docs/integrating/understanding.md has all keys.',
  ),
  evaluation_worse: never(
    'A figure fell against the committed report',
    'Find what made it fall; if the change is meant, write the new report with `npm run tool -- report`.',
  ),
  customer_unnamed: never(
    'A customer is to be erased, and nothing says who',
    'Give --email or --customer, once or several times.',
  ),
  effect_unknown: never('There is no such write', 'Take its id from `orderly effects list <merchant>`.'),
  effect_clear: never(
    'What became of a write is known already, or is being found out',
    'Nothing is to be decided: `orderly effects show` says how it stands.',
  ),
  event_unknown: never('There is no such event', 'Take its number from `orderly events list`.'),
  investigation_answered: never(
    'An investigation is answered already',
    'The first answer stands; tell the customer yourself if another one is true.',
  ),
  investigation_unknown: never(
    'There is no such investigation for a person to answer, or no such answer',
    'Take its reference from `orderly documents investigations list`, and say found, lost, refused or closed.',
  ),
  key_file_missing: never(
    'A private key cannot be read from its file',
    'Check the path, or make a key with `orderly approvals keygen`.',
  ),
  key_file_exists: never(
    'There is a file already where a new key should go',
    'Name another file: a key is never overwritten.',
  ),
  repository_missing: never(
    'Files lie in no git repository, so there is nothing to compare them with',
    'Run it in a working copy; if it is one of another user, name it to git as safe: `git config --global --add safe.directory <folder>`.',
  ),
  git_ref_unknown: never(
    'Git knows no commit of that name',
    'Name a branch, a tag or a commit: `git log --oneline` lists commits.',
  ),
  git_missing: never('Git cannot be started', 'Install git, and see that `git --version` answers.'),
  flow_input: never(
    'An input of a flow cannot be read',
    'Write `name=value`, as a flow test writes it: `amount=50 EUR`, `since=2026-03-02`.',
  ),
  init_file_exists: never(
    'A new merchant would overwrite a file',
    'Name another folder: what exists is never overwritten.',
  ),
  init_invalid: never(
    'A new merchant cannot be made so',
    'Correct the answer that is named; `orderly init --help` lists all of them.',
  ),
  talk_unanswered: never(
    'The input ended where something had to be answered',
    'Add a line for it; without a pipe, type it.',
  ),
  import_unreadable: never(
    'A file is not the description that it was said to be',
    'Name an OpenAPI document, a GraphQL schema (SDL or introspection) or a WSDL, as the command says.',
  ),
  import_operation_unknown: never(
    'The description has no such operation, or none could be chosen',
    'Name one with `--operation`, and with `--as` what it is for us.',
  ),
  copy_file_exists: never(
    'A document of a prebuilt connector cannot be copied',
    'Move or remove the file of that name first.',
  ),
  import_file_exists: never(
    'A draft cannot be written to its file',
    'Name a file that does not exist yet: a draft replaces nothing.',
  ),
  texts_model_missing: never(
    'A merchant has no language model that could draft texts',
    'Add `languageModel:` to its merchant.yaml (docs/integrating/language-models.md), or write the texts by hand.',
  ),
  texts_model_failed: later(
    'The language model did not draft all texts',
    'What it has drafted is written. See that the model answers, and run the command again: it goes on with the rest.',
  ),
  texts_drafts_missing: never(
    'No drafts wait under that name',
    'Name one that waits: `orderly flows check` lists them; `orderly texts draft` writes them.',
  ),
  operation_input: never(
    'An input of an operation cannot be read from the command line',
    'Write `number=10105`, `amount="12.30 EUR"`, or JSON.',
  ),
  recording_unreadable: never(
    'A file is no recording of a call',
    'Make one with `orderly connections try … --record <file>`.',
  ),
  operation_moves: never(
    'A command sends nothing that writes, unless it is told to, and never what moves money',
    'Let a flow do it, or give --send for what does not move money.',
  ),
  connection_unknown: never('The merchant has no such connection', 'Use one of those named.'),
  sign_in_unneeded: never(
    'No person needs to connect this connection',
    'Only `oauth2-authorization-code` and `oauth2-refresh-token` have a refresh token; other schemes log in by themselves.',
  ),
  sign_in_failed: later(
    'The sign-in gave no refresh token',
    'Run the command again. If it fails again, compare `clientId`, `scope` and the redirect address with those at the system.',
  ),
  path_missing: never('A file or folder does not exist', 'Check the path.'),
  worker_unavailable: later('No worker answers', 'Start one with `orderly worker`, and try again.'),
  egress_address_differs: never(
    'Requests leave from other addresses than those that shops are told',
    'Correct ORDERLY_EGRESS_ADDRESSES, or the proxy of the region; then tell the shops.',
  ),
  egress_check_failed: later(
    'The page that tells the source address cannot be read',
    'Name a page that answers with the address of who asks, and see that the proxy reaches it.',
  ),
} as const;
