"use strict";
// The loop as lines of code in a list: dragged, moved by keys, doubled, removed, put in again.

class Cards {
  static LINES = {
    forward: "logits = model(images)",
    loss: "loss = criterion(logits, labels)",
    zero_grad: "optimizer.zero_grad()",
    backward: "loss.backward()",
    step: "optimizer.step()",
  };

  // `changed` is told of each new order.
  constructor(list, palette, said, changed) {
    Object.assign(this, { list, said, changed, order: [], squash: false });
    for (const call of Loop.CALLS) {
      const button = this.#button(`+ ${call}`, `Add ${call} at the end`, () => {
        this.#become([...this.order, call], `${call} is in the loop once more, at the end`);
      });
      palette.append(button);
    }
  }

  show(order, squash) {
    Object.assign(this, { order: [...order], squash });
    this.list.replaceChildren(...order.map((call, at) => this.#card(call, at)));
  }

  // Marks the line that runs, and those at which a mistake shows.
  mark(running, wrong) {
    [...this.list.children].forEach((item, at) => {
      item.classList.toggle("running", at === running);
      item.classList.toggle("wrong", wrong.includes(at));
      if (at === running) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  #card(call, at) {
    const item = document.createElement("li"), code = document.createElement("code");
    item.dataset.call = call;
    code.textContent = this.squash && call === "loss"
      ? "loss = criterion(logits.softmax(1), labels)" : Cards.LINES[call];
    const grip = this.#button("⠿", `${call}, line ${at + 1}: drag it, or move it with the arrow keys`, () => {});
    grip.className = "grip";
    grip.addEventListener("keydown", (event) => this.#key(event, at));
    grip.addEventListener("pointerdown", (event) => this.#drag(event, item, grip));
    const double = this.#button("×2", `Double ${call}, line ${at + 1}`, () => {
      this.#become(this.order.toSpliced(at, 0, call), `${call} is there twice`, at + 1);
    });
    const remove = this.#button("✕", `Remove ${call}, line ${at + 1}`, () => this.#remove(at));
    item.append(grip, code, double, remove);
    return item;
  }

  #button(words, name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", act);
    return button;
  }

  #become(order, said, focus = -1) {
    this.show(order, this.squash);
    this.said.textContent = said;
    if (focus >= 0 && order.length) {
      this.list.children[Math.min(focus, order.length - 1)].querySelector(".grip").focus();
    }
    this.changed(order);
  }

  #remove(at) {
    this.#become(this.order.toSpliced(at, 1), `${this.order[at]} is out of the loop`, at);
  }

  #move(from, to) {
    if (to < 0 || to >= this.order.length || from === to) return;
    const order = this.order.toSpliced(from, 1).toSpliced(to, 0, this.order[from]);
    this.#become(order, `${this.order[from]} is now line ${to + 1}`, to);
  }

  #key(event, at) {
    const act = {
      ArrowUp: () => this.#move(at, at - 1), ArrowDown: () => this.#move(at, at + 1),
      Delete: () => this.#remove(at), Backspace: () => this.#remove(at),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // The line follows mouse or finger; the others make room where it would land.
  #drag(event, item, grip) {
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    const items = [...this.list.children], from = items.indexOf(item), { height } = item.getBoundingClientRect();
    const begin = event.clientY;
    let to = from;
    const moved = ({ clientY }) => {
      to = Math.max(0, Math.min(items.length - 1, from + Math.round((clientY - begin) / height)));
      item.style.transform = `translateY(${clientY - begin}px)`;
      items.forEach((other, at) => {
        if (other === item) return;
        const gives = at > from && at <= to ? -height : at < from && at >= to ? height : 0;
        other.style.transform = gives ? `translateY(${gives}px)` : "";
      });
    };
    const ended = () => {
      grip.removeEventListener("pointermove", moved);
      items.forEach((other) => { other.style.transform = ""; });
      item.classList.remove("dragged");
      this.#move(from, to);
    };
    item.classList.add("dragged");
    grip.addEventListener("pointermove", moved);
    grip.addEventListener("pointerup", ended, { once: true });
    grip.addEventListener("pointercancel", () => { to = from; ended(); }, { once: true });
  }
}
