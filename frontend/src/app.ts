// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The few controls that help where a script runs. Every page works, and every form can be sent, without this file.
import { Application } from "@hotwired/stimulus";
import { Autosave } from "./autosave";
import { Budget } from "./budget";
import { Conditions } from "./conditions";
import { Counter } from "./counter";
import { Dirty } from "./dirty";
import { FocusOnArrival } from "./focus";
import { Formset } from "./formset";
import { Once } from "./once";
import { settleSent } from "./sent";
import { Sum } from "./sum";
import { Upload } from "./upload";

settleSent();
const application = Application.start();
application.register("autosave", Autosave);
application.register("budget", Budget);
application.register("conditions", Conditions);
application.register("counter", Counter);
application.register("dirty", Dirty);
application.register("focus", FocusOnArrival);
application.register("formset", Formset);
application.register("once", Once);
application.register("sum", Sum);
application.register("upload", Upload);
