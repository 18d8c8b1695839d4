// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What the keys and the first characters of a line do.
import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { MarkType, NodeType, Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { goToNextCell } from "prosemirror-tables";
import { redoCommand, undoCommand } from "y-prosemirror";
import type { Desk, Tool } from "./desk";
import { toggleHeading, toggleList } from "./tools";

function typed({ nodes }: Schema): Plugin {
  const { heading, bullet_list: bullets, ordered_list: numbers } = nodes as Record<string, NodeType>;
  return inputRules({
    rules: [
      textblockTypeInputRule(/^##\s$/, heading!, { level: 3 }),
      textblockTypeInputRule(/^###\s$/, heading!, { level: 4 }),
      wrappingInputRule(/^\s*[-*•]\s$/, bullets!),
      wrappingInputRule(
        /^(\d{1,3})[.)]\s$/, numbers!, (match) => ({ order: Number(match[1]) }),
        (match, node) => node.childCount + Number(node.attrs["order"]) === Number(match[1]),
      ),
    ],
  });
}

/** Everything that can be done with the keys; Tab goes out of the text, unless one is in a table. */
export function keys(desk: Desk, tools: Tool[], toTools: () => void): Plugin[] {
  const { nodes, marks } = desk.schema;
  const item = nodes["list_item"] as NodeType;
  const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith((nodes["hard_break"] as NodeType).create()).scrollIntoView());
    return true;
  });
  const bound: Record<string, Command> = {
    Enter: splitListItem(item),
    "Shift-Enter": lineBreak,
    "Mod-Enter": lineBreak,
    Backspace: undoInputRule,
    Tab: goToNextCell(1),
    "Shift-Tab": goToNextCell(-1),
    "Alt-Shift-ArrowRight": sinkListItem(item),
    "Alt-Shift-ArrowLeft": liftListItem(item),
    "Mod-b": toggleMark(marks["strong"] as MarkType),
    "Mod-i": toggleMark(marks["em"] as MarkType),
    "Mod-Alt-3": toggleHeading(3),
    "Mod-Alt-4": toggleHeading(4),
    "Mod-Shift-8": toggleList("bullet_list"),
    "Mod-Shift-7": toggleList("ordered_list"),
    "Mod-z": undoCommand,
    "Mod-y": redoCommand,
    "Mod-Shift-z": redoCommand,
    "Alt-F10": () => {
      // The browser says only afterwards what was selected a moment ago; it would not, with the focus elsewhere.
      setTimeout(toTools);
      return true;
    },
  };
  for (const tool of tools) {
    if (!tool.keys || bound[tool.keys]) continue;
    bound[tool.keys] = (state) => {
      if (tool.enabled?.(state) === false || (!desk.view.editable && !tool.reading)) return false;
      tool.run(desk);
      return true;
    };
  }
  return [typed(desk.schema), keymap(bound), keymap(baseKeymap)];
}
