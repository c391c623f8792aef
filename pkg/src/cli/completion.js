/** Completion scripts: the names that `list` shows, for three shells. */
import { CLASSES, COMMANDS, EVERYWHERE, GATEWAYS, OPTIONS, SHELLS, callsOf } from "./usage.js";

export function completion(shell) {
  return { bash, zsh, fish }[shell]();
}

const NAMES = Object.keys(COMMANDS);
const VALUED = Object.keys(OPTIONS).filter((name) => OPTIONS[name].value !== undefined);
const LISTS = { CLASS: CLASSES, GATEWAY: GATEWAYS, SHELL: SHELLS };
const CALLS = ["CALL", "OPERATION", "EVENT"];

function bash() {
  return `${words()}
_tawqee() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(_tawqee_words "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[@]:1:COMP_CWORD-1}")" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tawqee tawqee`;
}

function zsh() {
  return `#compdef tawqee
${words()}
_tawqee() {
  local -a candidates
  candidates=("\${(@f)$(_tawqee_words "\${words[CURRENT]}" "\${(@)words[2,CURRENT-1]}")}")
  if [[ -n "\${candidates[1]}" ]]; then compadd -- "\${candidates[@]}"; else _files; fi
}
compdef _tawqee tawqee`;
}

/** A function of any shell like sh: candidates for a word, one on each line, from it and the words before it. */
function words() {
  const options = NAMES.map((name) => `      ${name}) _tawqee_lines ${optionsOf(name).join(" ")} ;;`);
  const cases = NAMES.flatMap((name) => kindsOf(name).flatMap((kind, place) => caseOf(name, kind, place)));
  return `_tawqee_lines() { printf '%s\\n' "$@"; }
_tawqee_words() {
  local typed="$1" command="" class="" count=0 skip="" word
  shift
  for word in "$@"; do
    if [ -n "$skip" ]; then skip=""; continue; fi
    case "$word" in
      ${VALUED.map((name) => `--${name}`).join("|")}) skip=1 ;;
      ""|-*) ;;
      *)
        if [ "$count" = 0 ]; then command="$word"; fi
        if [ "$count" = 1 ]; then class="$(printf '%s' "$word" | tr '[:upper:]' '[:lower:]')"; fi
        count=$((count + 1)) ;;
    esac
  done
  if [ -n "$skip" ]; then return; fi
  case "$typed" in -*)
    case "$command" in
${options.join("\n")}
      *) _tawqee_lines ${EVERYWHERE.map((name) => `--${name}`).join(" ")} ;;
    esac
    return ;;
  esac
  case "$count $command $class" in
    0\\ *) _tawqee_lines ${NAMES.join(" ")} ;;
${cases.map(([pattern, names]) => `    ${pattern}) _tawqee_lines ${names.join(" ")} ;;`).join("\n")}
  esac
}`;
}

/** The candidates of an argument, by the words before it. */
function caseOf(command, kind, place) {
  if (LISTS[kind] !== undefined) return [[`${place + 1}\\ ${command}\\ *`, LISTS[kind]]];
  if (!CALLS.includes(kind)) return [];
  const calls = CLASSES.map((name) => [`${place + 1}\\ ${command}\\ ${name.toLowerCase()}`, callsOf(name, kind)]);
  return calls.filter(([, names]) => names.length > 0);
}

function fish() {
  const rule = (condition, rest) => `complete -c tawqee -n '${condition}' ${rest}`;
  const of = (command) => `__fish_seen_subcommand_from ${command}`;
  const lines = ["complete -c tawqee -n __fish_use_subcommand -f"];
  for (const name of NAMES) {
    lines.push(rule("__fish_use_subcommand", `-a ${name} -d '${described(COMMANDS[name])}'`));
    for (const [place, kind] of kindsOf(name).entries()) {
      // In the place of an argument that may be left out, a file may stand too.
      const alone = COMMANDS[name].takes[place] === kind ? "-f " : "";
      if (LISTS[kind] !== undefined) lines.push(rule(`${of(name)}; and not ${of(LISTS[kind].join(" "))}`, `-f -a '${LISTS[kind].join(" ")}'`));
      if (!CALLS.includes(kind)) continue;
      for (const className of CLASSES) {
        const calls = callsOf(className, kind).join(" ");
        const either = `${className} ${className.toLowerCase()}`;
        if (calls !== "") lines.push(rule(`${of(name)}; and ${of(either)}; and not ${of(calls)}`, `${alone}-a '${calls}'`));
      }
    }
  }
  for (const [name, { value, short }] of Object.entries(OPTIONS)) {
    const commands = NAMES.filter((command) => COMMANDS[command].options.includes(name));
    const condition = EVERYWHERE.includes(name) ? "true" : of(commands.join(" "));
    lines.push(rule(condition, `${short ? `-s ${short} ` : ""}-l ${name}${value ? " -x" : ""} -d '${described(OPTIONS[name])}'`));
  }
  return lines.join("\n");
}

function described({ does }) {
  return does.replaceAll("'", "\\'");
}

function kindsOf(command) {
  return COMMANDS[command].takes.map((kind) => kind.replace(/[[\]]/g, ""));
}

function optionsOf(command) {
  return [...COMMANDS[command].options, ...EVERYWHERE].map((name) => `--${name}`);
}
