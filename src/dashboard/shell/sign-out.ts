/** As the server's own pages do it: a form, answered with a page. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/auth/logout";
  document.body.append(form);
  form.submit();
}
