# Maximum-likelihood estimation: Bernoulli distribution.
#
#   f(x; p) = p**x*(1-p)**(1-x)
#   support: x in 0, 1
#   p: 0 < p < 1
#
# Log-likelihood:
#
#   (n - sum(x))*log(1 - p) + log(p)*sum(x)
#
# Estimator (closed):
#
#   p = sum(x)/n
#
# Conditions:
#
#   A maximum exists only if sum x_i > 0.
#   A maximum exists only if sum x_i < n.
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 3
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
mle_bernoulli <- function(x) {
  x <- .bernoulli_column(x, "x")
  .bernoulli_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_require_rows("x", x <= 1, "must be <= 1")
  labels <- c("p")
  limit <- .bernoulli_limits(x)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .bernoulli_solve(x)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_bernoulli(x, estimate)
    information <- hessian_bernoulli(x, estimate)
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
#' @param parameters numeric vector: p, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_bernoulli <- function(x, parameters) {
  x <- .bernoulli_column(x, "x")
  .bernoulli_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_require_rows("x", x <= 1, "must be <= 1")
  .bernoulli_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_bernoulli <- function(x, parameters) {
  x <- .bernoulli_column(x, "x")
  .bernoulli_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_require_rows("x", x <= 1, "must be <= 1")
  .bernoulli_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_bernoulli <- function(x, parameters) {
  x <- .bernoulli_column(x, "x")
  .bernoulli_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_require_rows("x", x <= 1, "must be <= 1")
  triangle <- .bernoulli_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: p, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_bernoulli <- function(x, parameters) {
  x <- .bernoulli_column(x, "x")
  .bernoulli_require_rows("x", x == floor(x), "must be an integer")
  .bernoulli_require_rows("x", x >= 0, "must be >= 0")
  .bernoulli_require_rows("x", x <= 1, "must be <= 1")
  p <- parameters[[1]]
  score_1 <- rep_len(x / p - (1 - x) / (1 - p), length(x))
  out <- cbind(score_1)
  colnames(out) <- c("p")
  out
}

# x log y, and 0 where x = 0.
.bernoulli_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# x log(1 + y), and 0 where x = 0.
.bernoulli_xlog1py <- function(x, y) {
  out <- x * log1p(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.bernoulli_column <- function(values, name) {
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
.bernoulli_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.bernoulli_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  p <- sum_x / n
  p
}

# 1 and the limits where no maximum exists, else 0.
.bernoulli_limits <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  if (!isTRUE(sum_x > 0)) {
    return(c(1, 0))
  }
  if (!isTRUE(n - sum_x > 0)) {
    return(c(1, 1))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.bernoulli_log_likelihood <- function(sum_x, sum_h, p) {
  .bernoulli_xlog1py(-sum_h, -p) + .bernoulli_xlogy(sum_x, p)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.bernoulli_nll <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(Inf)
  }
  sum_h <- sum(x - 1)
  sum_x <- sum(x)
  -.bernoulli_log_likelihood(sum_x, sum_h, p)
}

# The gradient of the log-likelihood.
.bernoulli_score <- function(sum_h, sum_x, p) {
  sum_h / (1 - p) + sum_x / p
}

# The gradient of nll; nan outside the domain or the support.
.bernoulli_gradient <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  sum_h <- sum(x - 1)
  sum_x <- sum(x)
  -.bernoulli_score(sum_h, sum_x, p)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.bernoulli_curvature <- function(sum_h, sum_x, p) {
  t_1 <- 1 - p
  sum_h / t_1^2 - sum_x / p^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.bernoulli_hessian <- function(x, p) {
  if (!isTRUE(p > 0 && p < 1)) {
    return(NaN)
  }
  sum_h <- sum(x - 1)
  sum_x <- sum(x)
  -.bernoulli_curvature(sum_h, sum_x, p)
}
