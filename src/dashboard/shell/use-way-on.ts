import { type UseNavigateResult, useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";

/** Leads on to what came of a deed, unless whoever did it has gone elsewhere while it ran. */
export function useWayOn(): UseNavigateResult<string> {
  const router = useRouter();
  const navigate = useNavigate();
  const [begun] = useState(() => router.state.location.pathname);
  return async (to) => {
    if (router.state.location.pathname === begun) await navigate(to);
  };
}
