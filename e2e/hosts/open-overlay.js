// What a page writes into itself to open an overlay, as a file: for policies that allow nothing that is written into a page.

host.init({ mode: 'overlay' }).then((checkout) => checkout.open());
