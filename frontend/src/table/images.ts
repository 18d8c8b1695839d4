// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Images from the library of the table. GET `data-images` lists them, POST (file, alt) adds one; where there is no
// library (404) the tool is not there.
import type { NodeType } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { Desk, Tool } from "./desk";
import { csrfToken, freshId, make } from "./page";
import { words } from "./words";

interface Picture {
  id: number;
  alt: string;
  title: string;
  address: string;
}

export class Pictures {
  constructor(private readonly address: string) {}

  private async all(): Promise<Picture[] | null> {
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      return answer.ok ? ((await answer.json()) as Picture[]) : null;
    } catch {
      return null;
    }
  }

  /** The one added, or what was said instead. */
  private async add(file: File, alt: string): Promise<Picture | string> {
    const body = new FormData();
    body.append("file", file);
    body.append("alt", alt);
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      });
      const said = (await answer.json()) as Picture & { message?: string };
      return answer.ok ? said : (said.message ?? words().imageFailed);
    } catch {
      return words().imageFailed;
    }
  }

  /** Opens the form; with a file when one was pasted or dropped. */
  async open(desk: Desk, dropped?: File): Promise<void> {
    const selected = selectedImage(desk);
    const pictures = await this.all();
    const file = make("input", { type: "file", accept: "image/jpeg,image/png" });
    if (dropped) file.files = transfer(dropped);
    const alt = make("input", { type: "text", value: String(selected?.node.attrs["alt"] ?? "") });
    const shelf = this.shelf(pictures, Number(selected?.node.attrs["file"]), alt);
    file.addEventListener("change", () => {
      for (const choice of shelf.querySelectorAll<HTMLInputElement>("input")) choice.checked = false;
      alt.value = "";
    });
    desk.panel.open(
      words().image,
      [shelf, { label: words().imageFile, input: file }, { label: words().imageAlt, input: alt }],
      words().imagePut,
      async () => {
        const said = alt.value.replace(/\s+/g, " ").trim();
        const chosen = shelf.querySelector<HTMLInputElement>("input:checked");
        const fresh = file.files?.[0];
        if (!chosen && !fresh) return words().imageMissing;
        if (!said) {
          alt.dataset["first"] = "";
          return words().imageAltMissing;
        }
        const put = fresh ? await this.add(fresh, said) : Number(chosen?.value);
        if (typeof put === "string") return put;
        const image = desk.schema.nodes["image"] as NodeType;
        const node = image.create({ file: typeof put === "number" ? put : put.id, alt: said });
        desk.view.dispatch(desk.view.state.tr.replaceSelectionWith(node).scrollIntoView());
        return "";
      },
      selected
        ? [{
            label: words().imageGone,
            run: () => {
              if (selectedImage(desk)) desk.view.dispatch(desk.view.state.tr.deleteSelection());
              desk.panel.close();
            },
          }]
        : [],
    );
  }

  private shelf(pictures: Picture[] | null, current: number, alt: HTMLInputElement): HTMLElement {
    const name = freshId("picture");
    const choices = (pictures ?? []).map(({ id, alt: said, title, address }) => {
      const choice = make("input", { type: "radio", name, value: id, checked: id === current });
      choice.addEventListener("change", () => (alt.value = said));
      return make("label", {}, choice, make("img", { src: address, alt: "", loading: "lazy" }), make("span", {}, title));
    });
    const empty = pictures ? words().imageNone : words().imagesFailed;
    return make(
      "fieldset", { class: "co-shelf" }, make("legend", { class: "form-label" }, words().images),
      ...(choices.length > 0 ? choices : [make("p", { class: "form-text" }, empty)]),
    );
  }

  tool(): Tool {
    return {
      label: words().image, place: "more", opens: true, run: (desk) => void this.open(desk),
      pressed: (state) => state.selection instanceof NodeSelection && state.selection.node.type.name === "image",
    };
  }
}

function selectedImage(desk: Desk): NodeSelection | null {
  const { selection } = desk.view.state;
  return selection instanceof NodeSelection && selection.node.type.name === "image" ? selection : null;
}

function transfer(file: File): FileList {
  const carried = new DataTransfer();
  carried.items.add(file);
  return carried.files;
}
