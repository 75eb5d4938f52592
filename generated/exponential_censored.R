# Maximum-likelihood estimation: Exponential lifetimes with right censoring.
#
#   f(t, d; rate) = (rate*exp(-rate*t))**d*exp(-rate*t)**(1-d)
#   support: t > 0 and d in 0, 1
#   rate: positive
#
# Log-likelihood:
#
#   -rate*sum(d*t) + rate*sum(t*(d - 1)) + log(rate)*sum(d)
#
# Estimator (closed):
#
#   rate = sum(d)/sum(t)
#
# Conditions:
#
#   A maximum exists only if sum d_i > 0.
#
# Source:
#
#   Kalbfleisch, Prentice (2002), The Statistical Analysis of Failure Time
#       Data, 2nd ed., ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_exponential_censored <- function(t, d) {
  t <- .exponential_censored_column(t, "t")
  d <- .exponential_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .exponential_censored_require_rows("t", t > 0, "must be > 0")
  .exponential_censored_require_rows("d", d == floor(d), "must be an integer")
  .exponential_censored_require_rows("d", d >= 0, "must be >= 0")
  .exponential_censored_require_rows("d", d <= 1, "must be <= 1")
  labels <- c("rate")
  limit <- .exponential_censored_limits(t, d)
  exists <- limit[1] == 0
  if (!exists) {
    warning("no maximum exists: the limits are returned", call. = FALSE)
    estimate <- limit[-1]
  } else {
    estimate <- .exponential_censored_solve(t, d)
  }
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (exists && all(is.finite(estimate))) {
    value <- -nll_exponential_censored(t, d, estimate)
    information <- hessian_exponential_censored(t, d, estimate)
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
    logLik = value, n = length(t)
  )
}

#' The negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: rate, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_exponential_censored <- function(t, d, parameters) {
  t <- .exponential_censored_column(t, "t")
  d <- .exponential_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .exponential_censored_require_rows("t", t > 0, "must be > 0")
  .exponential_censored_require_rows("d", d == floor(d), "must be an integer")
  .exponential_censored_require_rows("d", d >= 0, "must be >= 0")
  .exponential_censored_require_rows("d", d <= 1, "must be <= 1")
  .exponential_censored_nll(t, d, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: rate, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_exponential_censored <- function(t, d, parameters) {
  t <- .exponential_censored_column(t, "t")
  d <- .exponential_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .exponential_censored_require_rows("t", t > 0, "must be > 0")
  .exponential_censored_require_rows("d", d == floor(d), "must be an integer")
  .exponential_censored_require_rows("d", d >= 0, "must be >= 0")
  .exponential_censored_require_rows("d", d <= 1, "must be <= 1")
  .exponential_censored_gradient(t, d, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: rate, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_exponential_censored <- function(t, d, parameters) {
  t <- .exponential_censored_column(t, "t")
  d <- .exponential_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .exponential_censored_require_rows("t", t > 0, "must be > 0")
  .exponential_censored_require_rows("d", d == floor(d), "must be an integer")
  .exponential_censored_require_rows("d", d >= 0, "must be >= 0")
  .exponential_censored_require_rows("d", d <= 1, "must be <= 1")
  triangle <- .exponential_censored_hessian(t, d, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param t numeric vector: the values of t.
#' @param d numeric vector: the values of d.
#' @param parameters numeric vector: rate, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_exponential_censored <- function(t, d, parameters) {
  t <- .exponential_censored_column(t, "t")
  d <- .exponential_censored_column(d, "d")
  if (length(unique(c(length(t), length(d)))) > 1) {
    stop("the variables differ in length", call. = FALSE)
  }
  .exponential_censored_require_rows("t", t > 0, "must be > 0")
  .exponential_censored_require_rows("d", d == floor(d), "must be an integer")
  .exponential_censored_require_rows("d", d >= 0, "must be >= 0")
  .exponential_censored_require_rows("d", d <= 1, "must be <= 1")
  rate <- parameters[[1]]
  score_1 <- rep_len(d / rate + (d - 1) * t - d * t, length(t))
  out <- cbind(score_1)
  colnames(out) <- c("rate")
  out
}

# x log y, and 0 where x = 0.
.exponential_censored_xlogy <- function(x, y) {
  out <- x * log(y)
  out[rep_len(x == 0, length(out))] <- 0
  out
}

# A variable as a numeric vector; stops if it is none.
.exponential_censored_column <- function(values, name) {
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
.exponential_censored_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.exponential_censored_solve <- function(t, d) {
  sum_d <- sum(d)
  sum_t <- sum(t)
  rate <- sum_d / sum_t
  rate
}

# 1 and the limits where no maximum exists, else 0.
.exponential_censored_limits <- function(t, d) {
  sum_d <- sum(d)
  if (!isTRUE(sum_d > 0)) {
    return(c(1, 0))
  }
  c(0, NaN)
}

# The log-likelihood, every constant included.
.exponential_censored_log_likelihood <- function(sum_h_1, sum_h, sum_d, rate) {
  rate * sum_h + .exponential_censored_xlogy(sum_d, rate) - rate * sum_h_1
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.exponential_censored_nll <- function(t, d, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(Inf)
  }
  sum_h <- sum((d - 1) * t)
  sum_d <- sum(d)
  sum_h_1 <- sum(d * t)
  -.exponential_censored_log_likelihood(sum_h_1, sum_h, sum_d, rate)
}

# The gradient of the log-likelihood.
.exponential_censored_score <- function(sum_h_1, sum_h, sum_d, rate) {
  sum_h + sum_d / rate - sum_h_1
}

# The gradient of nll; nan outside the domain or the support.
.exponential_censored_gradient <- function(t, d, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  sum_h <- sum((d - 1) * t)
  sum_d <- sum(d)
  sum_h_1 <- sum(d * t)
  -.exponential_censored_score(sum_h_1, sum_h, sum_d, rate)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.exponential_censored_curvature <- function(sum_d, rate) {
  -sum_d / rate^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.exponential_censored_hessian <- function(t, d, rate) {
  if (!isTRUE(rate > 0 && is.finite(rate))) {
    return(NaN)
  }
  sum_d <- sum(d)
  -.exponential_censored_curvature(sum_d, rate)
}
