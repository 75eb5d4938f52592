# Maximum-likelihood estimation: Discrete Laplace distribution centred at
# zero.
#
#   f(x; q) = (1-q)/(1+q)*q**Abs(x)
#   support: x in ..., -2, -1, 0, 1, 2, ...
#   q: 0 < q < 1
#
# Log-likelihood:
#
#   (log(1 - q) - log(q + 1))*n + log(q)*sum(Abs(x))
#
# Estimator (closed):
#
#   q = -(-sqrt(n**2 + sum(Abs(x))**2) + n)/sum(Abs(x))
#
# Conditions:
#
#   A maximum exists only if sum |x_i| > 0.
#
# Source:
#
#   Inusah, Kozubowski (2006), A discrete analogue of the Laplace
#       distribution, J. Statist. Plann. Inference 136, 1090-1102
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_discrete_laplace <- function(x) {
  x <- .discrete_laplace_column(x, "x")
  .discrete_laplace_require_rows("x", x == floor(x), "must be an integer")
  labels <- c("q")
  limit <- .discrete_laplace_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .discrete_laplace_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_discrete_laplace(x, estimate)
    information <- hessian_discrete_laplace(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
      }
    }
  } else if (exists) {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_discrete_laplace <- function(x, parameters) {
  x <- .discrete_laplace_column(x, "x")
  .discrete_laplace_require_rows("x", x == floor(x), "must be an integer")
  .discrete_laplace_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_discrete_laplace <- function(x, parameters) {
  x <- .discrete_laplace_column(x, "x")
  .discrete_laplace_require_rows("x", x == floor(x), "must be an integer")
  .discrete_laplace_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_discrete_laplace <- function(x, parameters) {
  x <- .discrete_laplace_column(x, "x")
  .discrete_laplace_require_rows("x", x == floor(x), "must be an integer")
  triangle <- .discrete_laplace_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: q, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_discrete_laplace <- function(x, parameters) {
  x <- .discrete_laplace_column(x, "x")
  .discrete_laplace_require_rows("x", x == floor(x), "must be an integer")
  q <- parameters[[1]]
  score_1 <- rep_len(abs(x) / q - 1 / (q + 1) - 1 / (1 - q), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("q")
  out
}

# x log y, and 0 where x = 0.
.discrete_laplace_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.discrete_laplace_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.discrete_laplace_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.discrete_laplace_solve <- function(x) {
  n <- length(x)
  sum_h <- sum(abs(x))
  q <- -(n - sqrt(n^2 + sum_h^2)) / sum_h
  q
}

# 1 and the limits where no maximum exists, else 0.
.discrete_laplace_limits <- function(x) {
  n <- length(x)
  sum_h <- sum(abs(x))
  if (!isTRUE(sqrt(n^2 + sum_h^2) - n > 0)) {
    return(c(1, NaN))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.discrete_laplace_log_likelihood <- function(n, sum_h, q) {
  n * log1p(-q) + .discrete_laplace_xlogy(sum_h, q) - n * log1p(q)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.discrete_laplace_nll <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(Inf)
  }
  n <- length(x)
  sum_h <- sum(abs(x))
  -.discrete_laplace_log_likelihood(n, sum_h, q)
}

# The gradient of the log-likelihood.
.discrete_laplace_score <- function(n, sum_h, q) {
  sum_h / q - n / (q + 1) - n / (1 - q)
}

# The gradient of nll; nan outside the domain or the support.
.discrete_laplace_gradient <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(abs(x))
  -.discrete_laplace_score(n, sum_h, q)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.discrete_laplace_curvature <- function(sum_h, n, q) {
  t_2 <- q + 1
  t_3 <- 1 - q
  n / t_2^2 - n / t_3^2 - sum_h / q^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.discrete_laplace_hessian <- function(x, q) {
  if (!isTRUE(q > 0 && q < 1)) {
    return(NaN)
  }
  n <- length(x)
  sum_h <- sum(abs(x))
  -.discrete_laplace_curvature(sum_h, n, q)
}
