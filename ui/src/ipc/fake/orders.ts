// What the fake answers about clients, orders and looks from tables.
import type { ImportClientsResponse, ImportLooksResponse, ImportOrdersResponse } from "../generated";

/** A file of orders; `unclear` is whether its dates are still to be asked about. */
export const ordersOf = (unclear: boolean): ImportOrdersResponse => ({
  orders: 12,
  lines: 31,
  known_lines: 4,
  clients: 1,
  unknown_products: 2,
  quarantined: 1,
  left_out: [{ row: 7, fault: { kind: "no-date", text: "soon" } }],
  reasons: ['row 7: "soon" is no date'],
  span: [Date.UTC(2025, 2, 1), Date.UTC(2025, 8, 30)],
  unclear_date: unclear ? "03/04/2025" : null,
  unclear_people: unclear ? [{ person: "ada@x.org", client: "guest", lines: 3 }] : [],
  columns: [
    { field: "date", column: "Bought on" },
    { field: "product", column: "Article" },
    { field: "size", column: null },
  ],
  header: ["Bought on", "Article", "Who"],
});

export const looksCame: ImportLooksResponse = {
  looks: 40,
  pieces: 152,
  unknown_products: 0,
  learnt: { pairs: 310, held_out: 8, before: 0.61, after: 0.8, by_slot: [], adopted: true },
};

export const clientsCame: ImportClientsResponse = {
  rows: 3,
  new_clients: 2,
  known_clients: 1,
  entries: 7,
  quarantined: 0,
  left_out: [],
  reasons: [],
  unclear_date: null,
  unclear_people: [],
  columns: [
    { column: "Name", field: "name" },
    { column: "E-mail", field: "email" },
    { column: "Spent", field: null },
  ],
};
