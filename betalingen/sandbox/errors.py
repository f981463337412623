"""Refusals in the shape, wording and status codes of Stripe's API."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """An answer with `{"error": {...}}`; `status` is the HTTP status."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.headers = headers or {}

    def body(self) -> Json:
        error: Json = {"message": self.message, "type": self.kind}
        if self.code is not None:
            error["code"] = self.code
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        if self.param is not None:
            error["param"] = self.param
        return {"error": error}


class ParameterError(ApiError):
    """The request itself is wrong. Stripe keeps no idempotent answer for these: nothing was started."""


def resource_missing(kind: str, object_id: str, *, param: str, status: int = 404) -> ApiError:
    return ApiError(f"No such {kind}: '{object_id}'", status=status, code="resource_missing", param=param)


def not_played(param: str) -> ParameterError:
    """Stripe knows the parameter and we do not act on it: refusing is safer than accepting without effect."""
    return ParameterError(
        f"The local sandbox does not play `{param}`. Try this against Stripe's own test mode.",
        code="sandbox_unsupported",
        param=param,
    )


def server_error() -> ApiError:
    return ApiError("An unknown error occurred", status=500, kind="api_error")
